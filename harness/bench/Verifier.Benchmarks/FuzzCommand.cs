using System.Globalization;
using Verifier.Fuzzing;

namespace Verifier.Benchmarks;

/// <summary><c>fuzz WHAT --seed S --count N [--first I]</c>: the fuzzers of the tests, for as long as one likes.</summary>
internal static class FuzzCommand
{
    /// <summary>The word that calls it.</summary>
    public const string Verb = "fuzz";

    private const int Found = 2;
    private const int UsageError = 1;

    /// <summary>How it is called.</summary>
    public static string Usage { get; } = $"{Verb} {string.Join('|', Fuzzers.Names)} [--seed NUMBER] [--count NUMBER] [--first NUMBER]";

    /// <summary>Throws so many inputs, and prints what came out otherwise than the oracle says.</summary>
    public static int Run(string[] arguments)
    {
        var numbers = new Dictionary<string, int> { ["--seed"] = 1, ["--count"] = 1000, ["--first"] = 0 };
        if (arguments is not [var name, .. var options] || !Fuzzers.Names.Contains(name) || !Read(options, numbers))
        {
            Console.Error.WriteLine(Usage);
            return UsageError;
        }

        var run = FuzzRun.Do(name, numbers["--seed"], numbers["--first"], numbers["--count"]);
        foreach (var failure in run.Failures)
        {
            Console.WriteLine(failure);
        }

        Console.WriteLine(FormattableString.Invariant(
            $"{name}: {run.Count} inputs of seed {numbers["--seed"]}, {run.Failures.Length} failures, {run.Time.TotalSeconds:F0} s{Behind(run.Note)}"));
        return run.Failures.IsEmpty ? 0 : Found;
    }

    private static string Behind(string? note) => note is null ? "" : $"; {note}";

    private static bool Read(string[] options, Dictionary<string, int> numbers)
    {
        for (var i = 0; i < options.Length; i += 2)
        {
            if (i + 1 == options.Length || !numbers.ContainsKey(options[i])
                || !int.TryParse(options[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            numbers[options[i]] = number;
        }

        return true;
    }
}
