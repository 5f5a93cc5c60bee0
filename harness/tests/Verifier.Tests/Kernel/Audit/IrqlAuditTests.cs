using System.Text.RegularExpressions;
using Verifier.Kernel;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Kernel.Audit;

/// <summary>Every declared IRQL rule is the one of the routine's public page, or the audit says why it is not.</summary>
public sealed class IrqlAuditTests
{
    private static readonly Regex s_elsewhere = new(@"remarks|comments|not given|no page", RegexOptions.IgnoreCase);

    // A range, and perhaps a condition with the range that holds under it.
    private static readonly Regex s_rule = new(
        @"^(any|PASSIVE_LEVEL|<= (APC_LEVEL|DISPATCH_LEVEL|DIRQL)|= (APC_LEVEL|DISPATCH_LEVEL)|>= DISPATCH_LEVEL)"
            + @"(, [\w =]+ (PASSIVE_LEVEL|<= (APC_LEVEL|DISPATCH_LEVEL)))?$");

    [Test]
    public void Every_declared_DDI_has_one_row_and_every_row_a_DDI() => Assert.That(
        IrqlAuditRow.All.Select(row => row.Routine), Is.EquivalentTo(DdiCatalogue.All.Select(ddi => ddi.Name)));

    [Test]
    public void Every_declared_rule_is_that_of_the_page_or_the_row_says_why_not() => Assert.That(
        from row in IrqlAuditRow.All
        let declared = DdiCatalogue.Find(row.Routine)?.Irql.ToString()
        where declared != row.Rule && row.Reason.Length == 0
        select $"{row.Routine}: declared {declared}, page {row.Rule}",
        Is.Empty);

    [Test]
    public void Every_reason_stands_beside_a_difference() => Assert.That(
        from row in IrqlAuditRow.All
        where row.Reason.Length > 0 && DdiCatalogue.Find(row.Routine)?.Irql.ToString() == row.Rule
        select row.Routine,
        Is.Empty);

    [Test]
    public void Every_requirement_that_refers_to_the_remarks_has_their_gist() => Assert.That(
        from row in IrqlAuditRow.All
        where s_elsewhere.IsMatch(row.Irql) && row.Remark.Length == 0 && row.Reason.Length == 0
        select row.Routine,
        Is.Empty);

    [Test]
    public void Every_rule_is_in_the_notation_of_the_declarations() => Assert.That(
        from row in IrqlAuditRow.All where !s_rule.IsMatch(row.Rule) || row.Header.Length == 0 select $"{row.Routine}: {row.Rule}",
        Is.Empty);

    [Test]
    public void Fidelity_counts_the_rules_and_those_that_differ()
    {
        var differing = IrqlAuditRow.All.Count(row => row.Reason.Length > 0);
        Assert.That(
            Tree.Read("harness/docs/FIDELITY.md").Text,
            Does.Contain($"| rules, of {DdiCatalogue.All.Count} |").And.Contain($"| {differing}, each with its reason in the file |"));
    }

    [Test]
    public void Rows_are_in_ordinal_order() => Assert.That(
        IrqlAuditRow.All.Select(row => row.Routine), Is.Ordered.Using((System.Collections.IComparer)StringComparer.Ordinal));
}
