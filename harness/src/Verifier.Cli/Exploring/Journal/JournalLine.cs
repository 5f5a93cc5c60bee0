using System.Text.Json.Serialization;
using Verifier.Engine.Exploration;
using Verifier.Workers.Messages;

namespace Verifier.Cli.Exploring.Journal;

/// <summary>
/// A line behind the first: the golden run of a target, or a case's result. A pass, which most are, is only its numbers; anything else is
/// there whole.
/// </summary>
internal sealed record JournalLine
{
    /// <summary>The target's place in the header, from 0.</summary>
    public required int Target { get; init; }

    /// <summary>For a golden run: the hash of its trace.</summary>
    public string? Golden { get; init; }

    /// <summary>For a pass: its case.</summary>
    public string? Pass { get; init; }

    /// <summary><see cref="CaseResult.Injected"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Injected { get; init; }

    /// <summary><see cref="CaseResult.RealFailures"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long RealFailures { get; init; }

    /// <summary><see cref="CaseResult.Absorbed"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Absorbed { get; init; }

    /// <summary><see cref="CaseResult.Propagated"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Propagated { get; init; }

    /// <summary><see cref="CaseResult.IsLikeGolden"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsLikeGolden { get; init; }

    /// <summary><see cref="CaseResult.Calls"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Calls { get; init; }

    /// <summary><see cref="CaseResult.TraceHash"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ulong TraceHash { get; init; }

    /// <summary>For anything but a plain pass: all of it.</summary>
    public CaseResult? Result { get; init; }

    /// <summary>The line of a result.</summary>
    public static JournalLine Of(int target, CaseResult result) => !result.IsPlain ? new JournalLine { Target = target, Result = result } : new JournalLine
    {
        Target = target,
        Pass = result.Key,
        Injected = result.Injected,
        RealFailures = result.RealFailures,
        Absorbed = result.Absorbed,
        Propagated = result.Propagated,
        IsLikeGolden = result.IsLikeGolden,
        Calls = result.Calls,
        TraceHash = result.TraceHash,
    };

    /// <summary>The result; null for the line of a golden run.</summary>
    public CaseResult? ToResult() => Pass is null ? Result : new CaseResult
    {
        Key = Pass,
        Injected = Injected,
        RealFailures = RealFailures,
        Absorbed = Absorbed,
        Propagated = Propagated,
        IsLikeGolden = IsLikeGolden,
        Calls = Calls,
        TraceHash = TraceHash,
    };

    /// <summary>Can the line be what this program wrote? Readers of JSON take less for granted than the types promise.</summary>
    public bool IsSound(int targets) => Target >= 0 && Target < targets
        && new[] { Golden is not null, Pass is not null, Result is not null }.Count(has => has) == 1
        && (Result is null || Result.IsWhole());
}
