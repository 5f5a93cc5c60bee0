using Verifier.Fuzzing;

namespace Verifier.Tests.Fuzzing;

/// <summary>Hostile input at every door, always the same: as many as take seconds. The benchmarks' <c>fuzz</c> throws any number.</summary>
public sealed class FuzzingTests
{
    private const int Seed = 11;

    [TestCase("scripts", 2000)]
    [TestCase("tokens", 6000)]
    [TestCase("journals", 1500)]
    [TestCase("messages", 8000)]
    [TestCase("databases", 12)]
    [TestCase("scenarios", 150)]
    [TestCase("pdbs", 3000)]
    public void Hostile_input_has_one_clear_answer(string name, int count)
    {
        var run = FuzzRun.Do(name, Seed, first: 0, count);
        Assert.That(run.Failures, Is.Empty);
        Assert.That(run.Count, Is.EqualTo(count));
    }

    [Test]
    public void Every_fuzzer_says_what_it_expects() => Assert.That(Fuzzers.Names.Select(OracleOf), Is.All.Matches<string>(oracle => oracle.Length > 40));

    private static string OracleOf(string name)
    {
        using var fuzzer = Fuzzers.Make(name);
        return fuzzer.Oracle;
    }
}
