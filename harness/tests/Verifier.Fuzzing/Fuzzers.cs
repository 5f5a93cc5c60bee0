using System.Collections.Immutable;

namespace Verifier.Fuzzing;

/// <summary>All fuzzers by name.</summary>
public static class Fuzzers
{
    private static readonly (string Name, Func<IFuzzer> Make)[] s_all =
    [
        ("scripts", () => new ScriptFuzzer()),
        ("tokens", () => new TokenFuzzer()),
        ("journals", () => new JournalFuzzer()),
        ("messages", () => new MessageFuzzer()),
        ("databases", () => new DatabaseFuzzer()),
        ("scenarios", () => new ScenarioFuzzer()),
        ("pdbs", () => new PdbFuzzer()),
    ];

    /// <summary>Their names.</summary>
    public static ImmutableArray<string> Names { get; } = [.. s_all.Select(one => one.Name)];

    /// <summary>Makes one.</summary>
    public static IFuzzer Make(string name) => s_all.First(one => one.Name == name).Make();
}
