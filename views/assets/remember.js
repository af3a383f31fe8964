// Keeps the name chosen on this machine for the next visit; it proves nothing and opens nothing.
export default function ({ data }) {
  const kept = encodeURIComponent(data.name);
  const age = data.name ? 60 * 60 * 24 * 180 : 0;
  document.cookie = `lis_person=${kept}; max-age=${age}; path=/; SameSite=Strict`;
}
