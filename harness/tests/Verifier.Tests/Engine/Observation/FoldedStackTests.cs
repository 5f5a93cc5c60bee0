using Verifier.Engine.Observation;

namespace Verifier.Tests.Engine.Observation;

/// <summary>Stacks with recursion in them, as lines.</summary>
public sealed class FoldedStackTests
{
    [TestCase("", ExpectedResult = "")]
    [TestCase("a b c", ExpectedResult = "a b c")]
    [TestCase("a a a a b", ExpectedResult = "a a a a b", TestName = "Four rounds are listed")]
    [TestCase("a a a a a b", ExpectedResult = "a a … 2 more of the same … a b")]
    [TestCase("x a b a b a b a b a b a y", ExpectedResult = "x a b a b … 4 more of the same … a b a y")]
    [TestCase("a a b a a b a a b a a b a a b", ExpectedResult = "a a b a a b … 6 more of the same … a a b")]
    [TestCase("a b b b b b b", ExpectedResult = "a b b … 3 more of the same … b")]
    public string Lines_of_frames_that_repeat_are_counted(string frames) =>
        string.Join(' ', FoldedStack.Of([.. frames.Split(' ', StringSplitOptions.RemoveEmptyEntries)], f => f));

    [Test]
    public void Stack_that_overflowed_is_a_handful_of_lines()
    {
        var frame = new DriverFrame("Walk", "tree", 24, "tree.c", 40);
        var frames = Enumerable.Repeat(frame, 250).Append(new DriverFrame("DispatchRead", "tree", 9, "tree.c", 80)).ToList();
        Assert.That(FoldedStack.Of(frames), Is.EqualTo(new[]
        {
            "tree.Walk (tree.c:40)", "tree.Walk (tree.c:40)", "… 247 more of the same …", "tree.Walk (tree.c:40)", "tree.DispatchRead (tree.c:80)",
        }));
    }

    [Test]
    public void Calls_from_other_lines_are_not_the_same()
    {
        DriverFrame[] frames = [.. Enumerable.Range(1, 6).Select(line => new DriverFrame("Walk", "tree", line, "tree.c", line))];
        Assert.That(FoldedStack.Of(frames), Has.Length.EqualTo(6));
    }
}
