using System.Collections.Immutable;
using Verifier.Cli.Host;
using Verifier.Cli.Text;
using Verifier.Workers;

namespace Verifier.Cli.Running;

/// <summary>Words, colours and exit codes of verdicts.</summary>
internal static class Verdicts
{
    /// <summary>All, in the order in which they are counted.</summary>
    public static ImmutableArray<Verdict> All { get; } = [.. Enum.GetValues<Verdict>()];

    /// <summary>The verdict on what cannot be done: an error is the harness's own. A file that changed meanwhile, or a system that refuses, leaves it without a verdict.</summary>
    public static Verdict Of(RefusalReason reason) => reason == RefusalReason.Harness ? Verdict.Error : Verdict.Inconclusive;

    /// <summary>The word.</summary>
    public static string Word(this Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Finding => "finding",
        Verdict.Surprise => "surprise",
        Verdict.Broken => "broken",
        Verdict.Inconclusive => "inconclusive",
        Verdict.NonDeterministic => "non-deterministic",
        Verdict.Unmodelled => "unmodelled",
        _ => "error",
    };

    /// <summary>The colour of the word.</summary>
    public static Colour Colour(this Verdict verdict) => verdict switch
    {
        Verdict.Pass or Verdict.Finding => Text.Colour.Green,
        Verdict.Inconclusive or Verdict.Unmodelled => Text.Colour.Yellow,
        _ => Text.Colour.Red,
    };

    /// <summary>What it makes of the exit code.</summary>
    public static ExitCode ExitCode(this Verdict verdict) => verdict switch
    {
        Verdict.Pass or Verdict.Finding => Host.ExitCode.Ok,
        Verdict.Surprise => Host.ExitCode.Unexpected,
        Verdict.Broken => Host.ExitCode.FailsWithoutFault,
        Verdict.Inconclusive or Verdict.Unmodelled => Host.ExitCode.Inconclusive,
        Verdict.NonDeterministic => Host.ExitCode.Diverged,
        _ => Host.ExitCode.Internal,
    };
}
