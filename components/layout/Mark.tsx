/** The ledger mark, in the colour of its surroundings: three full squares and an entry in progress. Decoration; the name stands beside it. */
export function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="32" height="32" fill="currentColor" aria-hidden="true">
      <path d="M0 0h14v14H0zM18 0h14v14H18zM0 18h14v14H0z" />
      <path d="M18 18h6v6h-6zM26 26h6v6h-6z" opacity="0.6" />
    </svg>
  )
}
