using System.Collections.Immutable;
using Verifier.Cli.Host;
using Verifier.Cli.Text;
using Verifier.Workers;

namespace Verifier.Cli.Running;

/// <summary>What is said of one run, in one word.</summary>
internal enum Verdict
{
    /// <summary>Nothing was found, and nothing was expected to be.</summary>
    Pass,

    /// <summary>What was expected was found, and nothing else.</summary>
    Finding,

    /// <summary>Findings and expectations differ.</summary>
    Surprise,

    /// <summary>The driver fails although nothing was made to fail.</summary>
    Broken,

    /// <summary>Not all that the script asks for could be done.</summary>
    Inconclusive,

    /// <summary>The harness failed.</summary>
    Error,

    /// <summary>The driver does not do the same each time: a run that was done again differs.</summary>
    NonDeterministic,

    /// <summary>The driver came to an import that the simulated kernel does not have: nothing is said of it.</summary>
    Unmodelled,
}

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
