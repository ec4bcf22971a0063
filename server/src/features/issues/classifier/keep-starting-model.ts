// The last step of compiling the server: trains the classifier of the starting set once, for every start to come.
import { Classifier } from './classifier.js';
import { keepModel } from './kept-model.js';

keepModel(Classifier.trainFromStartingSet().model);
