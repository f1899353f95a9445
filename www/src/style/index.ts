import { unsafeCSS } from "lit";
import base from "./base.css?inline";
import forms from "./forms.css?inline";
import layout from "./layout.css?inline";
import results from "./results.css?inline";
import verdict from "./verdict.css?inline";
import views from "./views.css?inline";

export const styles = [base, layout, forms, verdict, results, views].map(unsafeCSS);
