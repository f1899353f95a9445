/** Works through the items in order, `size` of them at a time. */
export async function pool(size, items, work) {
  const left = [...items];
  const worker = async () => {
    while (left.length > 0) await work(left.shift());
  };
  await Promise.all(Array.from({ length: size }, worker));
}
