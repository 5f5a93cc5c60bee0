using System.Collections.Immutable;
using System.Diagnostics;

namespace Verifier.Fuzzing;

/// <summary>What came of many inputs.</summary>
/// <param name="Count">Inputs that were tried.</param>
/// <param name="Failures">Each that came out otherwise than its oracle says, with its number; at most some.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Note">What the inputs were like; null where there is nothing to say.</param>
public sealed record FuzzRun(int Count, ImmutableArray<string> Failures, TimeSpan Time, string? Note)
{
    private const int MostFailures = 50;
    private const int StackBytes = 16 << 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>Tries inputs. An input depends on seed and number only, so that one that failed can be made again by itself.</summary>
    /// <param name="name">The fuzzer.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="first">Number of the first input.</param>
    /// <param name="count">How many.</param>
    public static FuzzRun Do(string name, int seed, int first, int count)
    {
        using var fuzzer = Fuzzers.Make(name);
        var failures = ImmutableArray.CreateBuilder<string>();
        var begun = Stopwatch.StartNew();
        var (number, tried) = (first, 0);
        var work = new Thread(Work, StackBytes) { IsBackground = true };
        work.Start();
        for (var before = -1; !work.Join(s_patience); before = Volatile.Read(ref number))
        {
            if (before == Volatile.Read(ref number))
            {
                return new FuzzRun(tried, [.. failures, FormattableString.Invariant($"{name} {seed}/{number}: never comes back")], begun.Elapsed, null);
            }
        }

        return new FuzzRun(tried, failures.ToImmutable(), begun.Elapsed, fuzzer.Note);

        void Work()
        {
            for (; tried < count && failures.Count < MostFailures; tried++, Volatile.Write(ref number, first + tried))
            {
                if (Problem(fuzzer, new Random(unchecked((seed * 1_000_003) + number))) is { } problem)
                {
                    failures.Add(FormattableString.Invariant($"{name} {seed}/{number}: {problem}"));
                }
            }
        }
    }

    private static string? Problem(IFuzzer fuzzer, Random dice)
    {
        try
        {
            return fuzzer.TryOne(dice);
        }
#pragma warning disable CA1031 // any exception that the oracle does not allow is what is looked for
        catch (Exception e)
#pragma warning restore CA1031
        {
            return $"threw {e}";
        }
    }
}
