using Verifier.Engine.Replay;

namespace Verifier.Workers.Messages;

/// <summary>A run that was done again.</summary>
/// <typeparam name="T">What is kept of a run.</typeparam>
/// <param name="Run">The run.</param>
/// <param name="Comparison">What is different from the run that the token was made from.</param>
/// <param name="Trace">The trace, if it was asked for.</param>
internal sealed record ReplayAnswer<T>(T Run, ReplayComparison Comparison, IReadOnlyList<string> Trace);
