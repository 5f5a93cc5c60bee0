using FsCheck;
using FsCheck.Fluent;
using Verifier.History;
using Verifier.History.Comparing;

namespace Verifier.Tests.History;

/// <summary>Any history: counts add up, fixed only what was executed and passed, masked only what was executed, regressed only what was fixed, and no finding is forgotten.</summary>
public sealed class RandomHistoryTests : HistoryFixture
{
    private const ulong Seed = 20_260_301, Gamma = 9;
    private const int Scenarios = 2, Places = 3;

    private static readonly string[] s_findings = ["f", "g"];

    private enum Shown
    {
        NotRun,
        Pass,
        Inconclusive,
        First,
        Second,
        Both,
    }

    [Test]
    public void Transitions_follow_from_what_was_executed() => Check(500, nights =>
    {
        var ledger = new Ledger();
        return [.. nights.Select(night => ledger.Night([.. night.Select(x => Array.FindAll(s_findings, f => Shows(x, f)))], night))];
    });

    [Test]
    public void Store_says_the_same() => Check(12, nights =>
    {
        System.IO.File.Delete(File);
        return [.. nights.Select((night, n) =>
        {
            // The rows that were stored before are found sound.
            using var store = Open();
            return Night(store, [.. BatchesOf(night, $"b{n}")]).Findings.ToList();
        })];
    });

    private static void Check(int histories, Func<Shown[][], List<List<FindingTransition>>> run)
    {
        var night = Gen.ArrayOf(Gen.Elements(Enum.GetValues<Shown>()), Scenarios * Places);
        var history = Gen.Choose(2, 8).SelectMany(count => Gen.ArrayOf(night, count));
        Prop.ForAll(history.ToArbitrary(), nights => Judge(nights, run(nights)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(histories).WithReplay(Seed, Gamma));
    }

    private static void Judge(Shown[][] nights, List<List<FindingTransition>> comparisons)
    {
        var transitions = comparisons.Select(c => c.ToDictionary(f => f.Fingerprint, f => f.Transition)).ToList();
        for (var n = 0; n < nights.Length; n++)
        {
            foreach (var finding in s_findings)
            {
                Judge(nights, transitions, n, finding);
            }
        }
    }

    private static void Judge(Shown[][] nights, List<Dictionary<string, Transition>> transitions, int n, string finding)
    {
        var isSeen = nights[n].Any(x => Shows(x, finding));
        var wasSeen = nights.Take(n).Any(night => night.Any(x => Shows(x, finding)));
        var last = transitions.Take(n).Select(t => t.TryGetValue(finding, out var one) ? one : (Transition?)null).LastOrDefault(t => t is not null and not Transition.NotRun and not Transition.Masked);
        var hasOne = transitions[n].TryGetValue(finding, out var transition);
        var what = $"night {n + 1}, {finding}";
        Assert.That(hasOne, Is.EqualTo(isSeen || (wasSeen && last != Transition.Fixed)), $"{what}: seen or open, and nothing else");
        if (!hasOne)
        {
            return;
        }

        Assert.That(transition is Transition.New or Transition.Regressed or Transition.Still, Is.EqualTo(isSeen), what);
        Assert.That(transition == Transition.New, Is.EqualTo(isSeen && !wasSeen), what);
        Assert.That(transition == Transition.Regressed, Is.EqualTo(isSeen && last == Transition.Fixed), what);
        if (!isSeen)
        {
            var failed = Enumerable.Range(0, Scenarios * Places).Where(p => nights.Take(n).Any(night => Shows(night[p], finding))).ToList();
            var isDone = failed.Any(p => nights[n][p] == Shown.Pass) && failed.All(p => PassedSince(nights, n, p, finding));
            var open = failed.Where(p => !PassedSince(nights, n, p, finding));
            var isMasked = open.Any(p => nights[n][p] is Shown.First or Shown.Second or Shown.Both);
            Assert.That(transition, Is.EqualTo(isDone ? Transition.Fixed : isMasked ? Transition.Masked : Transition.NotRun), what);
        }
    }

    // Has it passed in some night after the last one in which it showed the finding, this one included?
    private static bool PassedSince(Shown[][] nights, int n, int place, string finding)
    {
        var last = Enumerable.Range(0, n).Last(i => Shows(nights[i][place], finding));
        return nights.Skip(last + 1).Take(n - last).Any(night => night[place] == Shown.Pass);
    }

    private static bool Shows(Shown shown, string finding) => shown == Shown.Both || shown == (finding == s_findings[0] ? Shown.First : Shown.Second);

    private static IEnumerable<NightBatch> BatchesOf(Shown[] night, string build)
    {
        // Something is run each night, so that each has one to be compared with.
        yield return Batch("d", "always", ("a", []));
        for (var s = 0; s < Scenarios; s++)
        {
            var scenario = $"s{s}";
            var runs = Enumerable.Range(0, Places).Where(p => night[(s * Places) + p] != Shown.NotRun).Select(p => RunOf(scenario, p, night[(s * Places) + p]));
            yield return Batch(Target("d", scenario, build), [.. runs]);
        }
    }

    private static RunRow RunOf(string scenario, int place, Shown shown) =>
        Run("d", scenario, $"{place}", [.. s_findings.Where(f => Shows(shown, f))]) is var run && shown == Shown.Inconclusive
            ? run with { Verdict = RunVerdict.Inconclusive }
            : run;

    // What the store keeps between nights, in memory: no night is left out, so each is compared with the one before.
    private sealed class Ledger
    {
        private readonly Dictionary<string, Standing> _standing = [];
        private readonly Dictionary<(string Finding, int Place), bool> _isOpen = [];

        public List<FindingTransition> Night(string[][] shown, Shown[] night)
        {
            var comparison = new List<FindingTransition>();
            foreach (var finding in s_findings)
            {
                foreach (var place in Enumerable.Range(0, shown.Length).Where(p => shown[p].Contains(finding)))
                {
                    _isOpen[(finding, place)] = true;
                }

                var before = _standing.GetValueOrDefault(finding);
                var places = _isOpen.Keys.Where(k => k.Finding == finding).Select(k => k.Place).ToList();
                var points = places.ToDictionary(p => p, p => new PointTonight(_isOpen[(finding, p)], StateOf(shown[p], night[p], finding)));
                var (status, reason) = TransitionRules.StatusOf(
                    new FindingHistory(before, before, shown.Any(f => f.Contains(finding)), [.. points.Values]), isTrusted: true);
                places.ForEach(p => _isOpen[(finding, p)] = TransitionRules.IsOpenAfter(points[p], status, isTrusted: true));
                _standing[finding] = TransitionRules.After(before, status);
                if (TransitionRules.Of(before, before, status) is { } transition)
                {
                    comparison.Add(new FindingTransition(finding, transition, reason));
                }
            }

            return comparison;
        }

        private static PointState StateOf(string[] shown, Shown night, string finding) => night switch
        {
            Shown.NotRun => PointState.NotRun,
            Shown.Pass => PointState.Passed,
            Shown.Inconclusive => PointState.Inconclusive,
            _ => shown.Contains(finding) ? PointState.Failed : PointState.OtherFinding,
        };
    }
}
