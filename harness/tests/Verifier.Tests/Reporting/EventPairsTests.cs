using Verifier.Reporting.Html;
using Verifier.Reporting.Model;

namespace Verifier.Tests.Reporting;

/// <summary>After the first difference each event stands beside its like again; what one of the runs has alone stands alone.</summary>
public sealed class EventPairsTests
{
    [TestCase("a b c", "a b c", "a:a b:b c:c")]
    [TestCase("x a b c", "a b c", "x:- a:a b:b c:c")]
    [TestCase("a b c", "x y a b c", "-:x -:y a:a b:b c:c")]
    [TestCase("a x c d", "a b c d", "a:a x:- -:b c:c d:d")]
    [TestCase("a b", "c d", "a:- b:- -:c -:d")]
    [TestCase("", "a b", "-:a -:b")]
    [TestCase("a b", "", "a:- b:-")]
    [TestCase("", "", "")]
    public void Events_are_aligned_again_behind_what_differs(string run, string golden, string pairs) =>
        Assert.That(Aligned(run, golden), Is.EqualTo(pairs));

    [Test]
    public void Operations_stand_beside_themselves_whatever_happened_before() => Assert.That(
        Aligned("a a a a a a [two] b [three] c", "[two] x b [three] c c"),
        Is.EqualTo("a:- a:- a:- a:- a:- a:- [two]:[two] -:x b:b [three]:[three] c:c -:c"));

    [Test]
    public void Operation_that_only_the_golden_run_has_stands_alone() =>
        Assert.That(Aligned("a [three] c", "a [two] b [three] c"), Is.EqualTo("a:a -:[two] -:b [three]:[three] c:c"));

    [Test]
    public void Result_that_differs_stands_beside_the_one_it_replaces() =>
        Assert.That(Aligned("a <r=1 b", "a <r=2 b"), Is.EqualTo("a:a <r=1:<r=2 b:b"));

    [Test]
    public void Call_that_was_made_to_fail_stands_beside_the_call() => Assert.That(Aligned("!a b", "a b"), Is.EqualTo("!a:a b:b"));

    [Test]
    public void Every_event_comes_once_and_in_order_even_where_two_long_runs_have_nothing_in_common()
    {
        var run = Enumerable.Range(0, 4000).Select(i => $"r{i}").ToList();
        var golden = Enumerable.Range(0, 3000).Select(i => $"g{i}").ToList();
        run.AddRange(["[last]", "end"]);
        golden.AddRange(["[last]", "end"]);
        var pairs = EventPairs.Of(Events(string.Join(' ', run)), Events(string.Join(' ', golden)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(pairs.Where(p => p.Run >= 0).Select(p => p.Run), Is.EqualTo(Enumerable.Range(0, 4002)));
            Assert.That(pairs.Where(p => p.Golden >= 0).Select(p => p.Golden), Is.EqualTo(Enumerable.Range(0, 3002)));
            Assert.That(pairs.TakeLast(2), Is.EqualTo(new[] { (4000, 3000), (4001, 3001) }));
        }
    }

    private static string Aligned(string run, string golden)
    {
        var (ofRun, ofGolden) = (Events(run), Events(golden));
        return string.Join(' ', EventPairs.Of(ofRun, ofGolden).Select(p => $"{(p.Run < 0 ? "-" : ofRun[p.Run].Text)}:{(p.Golden < 0 ? "-" : ofGolden[p.Golden].Text)}"));
    }

    // [x] begins an operation, <x=1 is what a routine returned, !x a call that was made to fail, the rest are calls.
    private static TimelineEvent[] Events(string words) => [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word[0] switch
    {
        '[' => new TimelineEvent(0, 0, "operationBegin", word, word),
        '<' => new TimelineEvent(0, 0, "leave", word[..word.IndexOf('=')], word),
        '!' => new TimelineEvent(0, 0, "injected", word[1..], word),
        _ => new TimelineEvent(0, 0, "call", word, word),
    })];
}
