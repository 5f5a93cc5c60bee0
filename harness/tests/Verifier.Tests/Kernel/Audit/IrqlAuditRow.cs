using Verifier.Tests.Tidy;

namespace Verifier.Tests.Kernel.Audit;

/// <summary>What the public page of one DDI says about its IRQL: a row of ddi-irql.tsv.</summary>
/// <param name="Routine">The DDI.</param>
/// <param name="Irql">The requirement as the page states it.</param>
/// <param name="Header">The header that declares it.</param>
/// <param name="Page">Whose page it is: that of a macro or function type, or empty for the routine's own.</param>
/// <param name="Rule">The resolved rule, as <c>list ddis</c> writes it.</param>
/// <param name="Remark">The gist of the remarks to which the requirement refers.</param>
/// <param name="Reason">Why the declared rule is another one; empty where it is the same.</param>
internal sealed record IrqlAuditRow(string Routine, string Irql, string Header, string Page, string Rule, string Remark, string Reason)
{
    private const int Columns = 7;
    private const string Path = "harness/tests/Verifier.Tests/Kernel/Audit/ddi-irql.tsv";

    /// <summary>Every row, in the order of the file.</summary>
    public static IReadOnlyList<IrqlAuditRow> All { get; } =
        [.. Tree.Read(Path).Lines.Select(line => line.Text).Where(text => text.Length > 0 && text[0] != '#').Skip(1).Select(Parse)];

    private static IrqlAuditRow Parse(string text)
    {
        var cells = text.Split('\t');
        Assert.That(cells, Has.Length.EqualTo(Columns), text);
        return new IrqlAuditRow(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6]);
    }
}
