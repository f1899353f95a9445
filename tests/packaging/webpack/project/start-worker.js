new Worker("dist/main.js");
