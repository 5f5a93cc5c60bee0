namespace Verifier.Engine.Exploration;

/// <summary>An <c>outcome:</c> of the script that a run did not have.</summary>
/// <param name="Sentence">What was expected, and what was seen instead.</param>
/// <param name="Token">The replay token of the run.</param>
public sealed record UnmetOutcome(string Sentence, string Token);
