// Babel settings of the mini program. CommonJS because the package is "type": "module" and Babel loads this
// file synchronously. Handed to babel-loader by name, so that nothing has to lie at the top of the project.
module.exports = {
  presets: [['babel-preset-taro', { framework: 'react', ts: true, compiler: 'webpack5', hot: false }]],
};
