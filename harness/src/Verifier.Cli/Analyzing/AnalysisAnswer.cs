using System.Collections.Immutable;

namespace Verifier.Cli.Analyzing;

/// <summary>An analysis.</summary>
/// <param name="Text">What is printed.</param>
/// <param name="IsSame">Is the run the one that the token was made from?</param>
/// <param name="Differences">What is different.</param>
internal sealed record AnalysisAnswer(string Text, bool IsSame, ImmutableArray<string> Differences);
