import "./element.js";
import { workOffline } from "./offline.js";

workOffline();
