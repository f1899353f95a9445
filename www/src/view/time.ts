import { html } from "lit";
import { localTime, utcTime } from "../text/time.js";

export const utc = (millis: number) => html`<span class="time">${utcTime(millis)}</span>`;
export const local = (millis: number) => html`<span class="time">${localTime(millis)}</span>`;
