namespace Verifier.Workers.Drafting;

/// <summary>An operation that was tried out.</summary>
/// <param name="Word">The script's word for it.</param>
/// <param name="IsDone">It ran to its end.</param>
/// <param name="Status">Its NTSTATUS; null when it has none.</param>
/// <param name="IsSuccess">Its status, if it has one, is a success.</param>
/// <param name="Called">The driver called the kernel during it.</param>
internal sealed record ProbedOperation(string Word, bool IsDone, uint? Status, bool IsSuccess, bool Called);
