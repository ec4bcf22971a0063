import { createRoot } from 'react-dom/client';
import { Panel } from './panel.js';
import './h5.scss';

// The framework's tab bar has script addresses, which the content policy forbids; the tap itself is handled elsewhere.
document.addEventListener(
  'click',
  (event) => {
    if (event.target instanceof Element && event.target.closest('a[href^="javascript:"]'))
      event.preventDefault();
  },
  true,
);

const place = document.getElementById('preview');
if (place) createRoot(place).render(<Panel />);
