// How well each colour of the page can be read on each ground that it stands on.
() => {
    const box = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const light = (colour) => {
        box.fillStyle = colour;
        box.fillRect(0, 0, 1, 1);
        const parts = [...box.getImageData(0, 0, 1, 1).data].slice(0, 3).map((each) => each / 255);
        const [r, g, b] = parts.map((each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const probe = document.createElement("span");
    document.querySelector(".body").append(probe);
    const colour = (name) => { probe.style.color = `var(--${name})`; return getComputedStyle(probe).color; };
    const grounds = ["card", "sunk", "gone", "come", "gone-mark", "come-mark"].map((name) => [name, colour(name)]);
    probe.style.color = "";
    const worst = {};
    const ratio = (front, back) => {
        const [high, low] = [light(front), light(back)].sort((a, b) => b - a);
        return (high + 0.05) / (low + 0.05);
    };
    for (const kind of "ksicmftdb") {
        probe.className = kind;
        for (const [name, back] of grounds) worst[`${kind} on ${name}`] = ratio(getComputedStyle(probe).color, back);
    }
    probe.className = "";
    for (const [front, back] of [["text", "page"], ["soft", "page"], ["soft", "card"], ["soft", "sunk"],
        ["link", "card"], ["automatic-text", "automatic-tint"], ["unsafe-text", "unsafe-tint"],
        ["manual-text", "manual-tint"], ["file-text", "file-tint"]]) {
        worst[`${front} on ${back}`] = ratio(colour(front), colour(back));
    }
    return worst;
}
