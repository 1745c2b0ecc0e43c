try {
  const theme = localStorage.getItem("repoint-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch { /* a page opened from a file may have no storage */ }
document.documentElement.classList.add("js");
