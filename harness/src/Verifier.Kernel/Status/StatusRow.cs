namespace Verifier.Kernel;

/// <summary>A row of ntstatus.tsv.</summary>
/// <param name="Status">The code.</param>
/// <param name="Name">Symbolic name as in ntstatus.h.</param>
/// <param name="Meaning">One plain sentence, or null where this kernel has none.</param>
internal readonly record struct StatusRow(NTSTATUS Status, string Name, string? Meaning);
