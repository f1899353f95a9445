import { cargoTool } from "./cargo-tool.mjs";

export const cargoFuzz = cargoTool("cargo-fuzz", "0.13.2");
export const cargoDeny = cargoTool("cargo-deny", "0.20.2");
export const cargoMutants = cargoTool("cargo-mutants", "27.1.0");
export const cargoLlvmCov = cargoTool("cargo-llvm-cov", "0.9.1");
export const cargoCyclonedx = cargoTool("cargo-cyclonedx", "0.5.9");
