namespace Verifier.Workers.Messages;

/// <summary>Asks a worker to do a run again, of the target that it is ready for.</summary>
/// <param name="Token">The token to compare it with; null for none.</param>
/// <param name="KeepsTrace">Is the trace wanted?</param>
internal sealed record ReplayOrder(string? Token, bool KeepsTrace);
