import { createRoot } from 'react-dom/client';
import { Panel } from './panel.js';
import './h5.scss';

const place = document.getElementById('preview');
if (place) createRoot(place).render(<Panel />);
