export default { title: "Agent Identity", themeConfig: { search: { provider: "local" } } };
