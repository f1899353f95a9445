import "./element.js";
import { workOffline } from "./offline.js";

workOffline();
// The page takes nothing from a query, so what somebody put there need not stay in the address bar.
if (location.search) history.replaceState(history.state, "", location.pathname + location.hash);
