using System.Text.Json.Serialization;
using Verifier.Engine.Exploration;
using Verifier.Kernel;
using Verifier.Workers.Running;

namespace Verifier.Cli.Exploring.Journal;

/// <summary>The first line of a journal: what is explored, and by which build of the harness.</summary>
/// <param name="Schema">What the file says it is.</param>
/// <param name="Harness">Identifies the build of the kernel and of the engine: others may judge otherwise.</param>
/// <param name="Targets">What is explored, in order.</param>
internal sealed record JournalHeader(string Schema, string Harness, IReadOnlyList<JournalTarget> Targets)
{
    /// <summary>The schema of this version.</summary>
    public const string Version = "verifier-journal/2";

    private const int ShortNameLength = 8;

    /// <summary>The header of an invocation.</summary>
    public static JournalHeader Of(IEnumerable<ExplorationTarget> targets) => new(Version, Build, [.. targets.Select(JournalTarget.Of)]);

    /// <summary>True if this program can have written it.</summary>
    [JsonIgnore]
    public bool IsSound => Schema == Version && Harness is not null && Targets is not null && !Targets.Contains(null!);

    /// <summary>The reason why results under another header say nothing about this one; empty when they do.</summary>
    public IReadOnlyList<string> DifferencesFrom(JournalHeader other)
    {
        if (other.Schema != Schema)
        {
            var writer = other.Harness.Length == 0 ? string.Empty : $", written by build {ShortName(other.Harness)} of this program";
            return [$"it is of the schema {other.Schema}{writer}; this program reads {Schema}"];
        }

        if (!Targets.Select(t => t.Place).SequenceEqual(other.Targets.Select(t => t.Place)))
        {
            return [$"it is of {NameOf(other.Targets)}, this command explores {NameOf(Targets)}"];
        }

        var differences = JournalDifference.Sentences(Targets.Zip(other.Targets).SelectMany(pair => pair.First.DifferencesFrom(pair.Second))).ToList();
        if (other.Harness != Harness)
        {
            differences.Insert(0, $"it was written by build {ShortName(other.Harness)} of this program, this is build {ShortName(Harness)}");
        }

        return differences;
    }

    /// <summary>The same, of no particular shard: what parts of one exploration have in common.</summary>
    [JsonIgnore]
    public JournalHeader Whole => this with { Targets = [.. Targets.Select(t => t with { Shard = "1/1" })] };

    private static string Build { get; } = string.Concat(new[] { typeof(Machine), typeof(Campaign) }
        .Select(type => Shortened(type.Module.ModuleVersionId)));

    private static string Shortened(Guid module) => module.ToString("N")[..16];

    private static string ShortName(string build) => build[..Math.Min(build.Length, ShortNameLength)];

    private static string NameOf(IReadOnlyList<JournalTarget> targets) => targets.Count switch
    {
        0 => "nothing",
        1 => targets[0].Place,
        _ => $"{targets[0].Place} and {targets.Count - 1} more",
    };
}
