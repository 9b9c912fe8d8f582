// The student notebook of the page, with the reader's answers in it, as a download.

export async function handIn({ student, notebook }, answers) {
  const response = await fetch(student);
  if (!response.ok) throw new Error(`${student}: ${response.status} ${response.statusText}`);
  const content = await response.json();
  for (const cell of content.cells) {
    if (answers.has(cell.id)) cell.source = answers.get(cell.id);
  }
  save(`${notebook}.ipynb`, JSON.stringify(content, null, 1) + "\n");
}

function save(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // when the download has begun for sure
}
