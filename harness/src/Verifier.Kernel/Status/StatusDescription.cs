namespace Verifier.Kernel;

/// <summary>The name of a status code and its meaning for the caller.</summary>
/// <param name="Status">The code.</param>
/// <param name="Name">Symbolic name as in ntstatus.h.</param>
/// <param name="Meaning">One plain sentence.</param>
public sealed record StatusDescription(NTSTATUS Status, string Name, string Meaning);
