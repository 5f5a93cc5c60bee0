using Verifier.Engine.Replay;

namespace Verifier.Workers.Messages;

/// <summary>Asks a worker to do a run again, of the target that it is ready for.</summary>
/// <param name="Token">The token to compare it with; null for none.</param>
/// <param name="KeepsTrace">Is the trace wanted?</param>
internal sealed record ReplayOrder(string? Token, bool KeepsTrace);

/// <summary>A run that was done again.</summary>
/// <typeparam name="T">What is kept of a run.</typeparam>
/// <param name="Run">The run.</param>
/// <param name="Comparison">What is different from the run that the token was made from.</param>
/// <param name="Trace">The trace, if it was asked for.</param>
internal sealed record ReplayAnswer<T>(T Run, ReplayComparison Comparison, IReadOnlyList<string> Trace);
