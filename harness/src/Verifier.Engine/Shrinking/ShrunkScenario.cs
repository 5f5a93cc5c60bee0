using System.Collections.Immutable;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Writing;

namespace Verifier.Engine.Shrinking;

/// <summary>The smallest scenario that was found to show a finding.</summary>
public sealed record ShrunkScenario
{
    // A fingerprint comes behind them.
    private const int LongestWords = ScenarioName.Longest - 10;
    private const int LongestDriver = 60;
    private const int ShortFingerprint = 8;

    /// <summary>The scenario, with its faults and what comes of them under <c>expect:</c>.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>The script.</summary>
    public required string Script { get; init; }

    /// <summary>The finding as the smallest scenario shows it.</summary>
    public required Finding Finding { get; init; }

    /// <summary>The fingerprint of the finding; the same before and after.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Operations of the workload before, and now; what blocks contain counts.</summary>
    public required (int Before, int After) Operations { get; init; }

    /// <summary>Calls that were made to fail before, and now.</summary>
    public required (int Before, int After) Faults { get; init; }

    /// <summary>Scenarios tried.</summary>
    public required int Tries { get; init; }

    /// <summary>Was everything tried? False when the tries were used up before.</summary>
    public required bool IsFinished { get; init; }

    /// <summary>A name that says what it shows: of the scenario, the driver, the kind of finding and its fingerprint.</summary>
    public string SpeakingName
    {
        get
        {
            var words = $"{OriginalName}-{Safe(Scenario.Drivers[0].Text)}-{FindingWords.Of(Finding.Kind)}";
            return $"{(words.Length > LongestWords ? words[..LongestWords] : words)}-{Fingerprint[..ShortFingerprint]}";
        }
    }

    /// <summary>
    /// A name for the scenario of a finding that is a scenario's and a file's name on every system, whatever the driver is called.
    /// </summary>
    /// <param name="driver">The driver's name.</param>
    /// <param name="kind">The kind of finding as scripts spell it.</param>
    /// <param name="fingerprint">The finding's fingerprint.</param>
    public static string SafeName(string driver, string kind, string fingerprint)
    {
        ArgumentNullException.ThrowIfNull(driver);
        ArgumentNullException.ThrowIfNull(fingerprint);
        ArgumentNullException.ThrowIfNull(kind);
        var name = Safe(driver);
        var print = Plain(fingerprint);
        return $"{(name.Length > LongestDriver ? name[..LongestDriver] : name)}-{Plain(kind)}-{print[..Math.Min(print.Length, ShortFingerprint)]}";
    }

    // A name begins with a letter or a digit: what begins with a dot is hidden, what begins with a dash is read as an option.
    private static string Safe(string text)
    {
        var safe = Plain(text);
        return safe.Length > 0 && (char.IsAsciiLetterOrDigit(safe[0]) || safe[0] == '_') ? safe : "x" + safe;
    }

    private static string Plain(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));

    /// <summary>The name of the scenario that it was made of.</summary>
    public required string OriginalName { get; init; }

    /// <summary>The same scenario with other entries under <c>drivers:</c> and <c>with:</c>.</summary>
    internal ShrunkScenario With(string driver, ImmutableArray<WithEntry> with)
    {
        var scenario = Scenario with { Drivers = [new DriverSelection { Text = driver }], With = with };
        return this with { Scenario = scenario, Script = ScenarioWriter.Write(scenario) };
    }

    /// <summary>The same scenario under another name: that of its file without the extension.</summary>
    public ShrunkScenario Named(string name)
    {
        var scenario = Scenario with { Name = name };
        return this with { Scenario = scenario, Script = ScenarioWriter.Write(scenario) };
    }
}
