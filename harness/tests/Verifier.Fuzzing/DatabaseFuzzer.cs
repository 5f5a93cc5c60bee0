using System.Text.RegularExpressions;

namespace Verifier.Fuzzing;

/// <summary>Histories of a real night that something happened to, opened by each verb that reads or writes one.</summary>
internal sealed partial class DatabaseFuzzer : IFuzzer
{
    private static readonly int[] s_codes = [0, 1, 2, 3, 8];

    private static readonly string[][] s_verbs =
    [
        ["list", "nights", "--db", "m.db"],
        ["list", "findings", "--db", "m.db"],
        ["list", "findings", "--db", "m.db", "--format", "json"],
        ["report", "--db", "m.db", "-o", "r"],
    ];

    private readonly Door _door = new();
    private readonly byte[] _bytes;

    /// <summary>Does a night, so that there is a history.</summary>
    public DatabaseFuzzer()
    {
        var script = Path.Combine(Library.Root, "scenarios/fast/buffers-adapter.yaml");
        _door.Run("nightly", script, "--isolation", "none", "--db", "h.db", "-o", "n");
        _bytes = File.ReadAllBytes(_door.PathOf("h.db"));
        File.WriteAllBytes(_door.PathOf("m.db"), _bytes);
        foreach (var verb in s_verbs)
        {
            var (code, _, error) = _door.Run(verb);
            if (code != 0)
            {
                throw new InvalidOperationException($"the history to start from is not sound: {string.Join(' ', verb)}: {error}");
            }
        }
    }

    /// <inheritdoc/>
    public string Oracle => "A mutated history gives the exit code of a right answer, or exit code 3 and one sentence; never an internal error or a stack";

    /// <inheritdoc/>
    public string? TryOne(Random dice)
    {
        File.WriteAllBytes(_door.PathOf("m.db"), Mutant(dice));
        foreach (var stray in new[] { "m.db-wal", "m.db-shm", "m.db-journal" })
        {
            File.Delete(_door.PathOf(stray));
        }

        foreach (var verb in s_verbs)
        {
            var (code, output, error) = _door.Run(verb);
            if (!s_codes.Contains(code) || Stack().IsMatch(output + error) || (code == 3 && error.Length == 0))
            {
                return $"{string.Join(' ', verb)}: exit code {code}, {error}";
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _door.Dispose();

    // Most of a page is empty: accidents are put where something is, too.
    private byte[] Mutant(Random dice)
    {
        if (dice.Next(4) == 0)
        {
            return Mutation.Of(_bytes, dice, [_bytes]);
        }

        var mutant = (byte[])_bytes.Clone();
        for (var left = 1 << dice.Next(7); left > 0;)
        {
            var at = dice.Next(mutant.Length);
            if (mutant[at] != 0)
            {
                mutant[at] = (byte)dice.Next(256);
                left--;
            }
        }

        return mutant;
    }

    [GeneratedRegex(@"internal error|^ +at \S+\(|Unhandled", RegexOptions.Multiline)]
    private static partial Regex Stack();
}
