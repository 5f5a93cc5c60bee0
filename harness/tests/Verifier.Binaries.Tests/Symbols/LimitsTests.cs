using Verifier.Binaries.Images;
using Verifier.Binaries.Symbols;

namespace Verifier.Binaries.Tests.Symbols;

/// <summary>Memory for symbols is limited, however much a file declares.</summary>
public sealed class LimitsTests
{
    [Test]
    public void Too_many_lines_are_refused()
    {
        var lines = new LineTable.Builder();
        for (var i = 0u; i < LineTable.Builder.RowsMax; i++)
        {
            lines.AddEnd(i);
        }

        Assert.That(() => lines.Add(0, "a.c", 1), Throws.TypeOf<BinaryException>().With.Message.Contains("too many lines: 8,000,000"));
    }

    [Test]
    public void Too_many_routines_are_refused()
    {
        var sections = new SectionMap([new SymbolSection(".text", 0, uint.MaxValue, IsCode: true, default)]);
        var routines = new RoutineTable.Builder(sections, []);
        for (var i = 0u; i < RoutineTable.Builder.RoutinesMax; i++)
        {
            routines.Add("Same", i, 1);
        }

        Assert.That(() => routines.Add("Same", 0, 1), Throws.TypeOf<BinaryException>().With.Message.Contains("too many routines: 2,000,000"));
    }

    [Test]
    public void Names_share_one_limit()
    {
        var texts = new TextPool();
        var half = new byte[TextPool.BytesMax / 2];
        var text = texts.Text(half);
        Assert.That(texts.Text(half), Is.SameAs(text));
        Assert.That(() => texts.Joined("a", '/', "b"), Throws.TypeOf<BinaryException>().With.Message.Contains("64 MiB of names"));
    }
}
