using Verifier.Kernel;
using static Verifier.Kernel.KIRQL;

namespace Verifier.Tests.Kernel.Audit;

/// <summary>
/// Every DDI at every IRQL: the gate reports a call where the audited rule forbids it, and nowhere else. The rule is read from the
/// audit's text; routines that check themselves are silent here and have tests of their own.
/// </summary>
public sealed class IrqlGateTests : KernelFixture
{
    private const int MostParameters = 16;

    [TestCase("windows-10-x64")]
    [TestCase("windows-vista-x64")]
    [TestCase("windows-xp-x86")]
    [TestCase("windows-2000-alpha")]
    public void Gate_reports_each_routine_at_the_levels_that_the_audit_forbids_and_at_no_other(string profile)
    {
        Boot(profile);
        var wrong = new List<string>();
        foreach (var row in IrqlAuditRow.All)
        {
            var ddi = DdiCatalogue.Find(row.Routine)!;
            var rule = row.Reason.Length == 0 ? row.Rule : ddi.Irql.ToString();
            for (var level = PASSIVE_LEVEL; level <= Machine.Profile.HighIrql; level++)
            {
                if (IsReported(ddi, level) != (!ddi.ChecksIrqlItself && !IsAllowed(rule, level)))
                {
                    wrong.Add($"{ddi.Name} at {level}: {rule}");
                }
            }
        }

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Routines_that_check_themselves_are_the_only_ones_whose_condition_the_gate_cannot_tell() => Assert.That(
        from ddi in DdiCatalogue.All
        where ddi.Irql.When is IrqlCondition.Paged or IrqlCondition.UserMode or IrqlCondition.Blocking && !ddi.ChecksIrqlItself
        select ddi.Name,
        Is.Empty);

    [Test]
    public void Report_names_the_routine_its_level_and_its_rule()
    {
        Boot("windows-xp-x86");
        Assert.That(IsReported(DdiCatalogue.Find("IoCreateDevice")!, (KIRQL)20));
        Assert.That(
            Machine.Violations[^1].Text, Is.EqualTo("IoCreateDevice was called at DIRQL 20; it may be called at <= APC_LEVEL."));
    }

    private bool IsReported(Ddi ddi, KIRQL level)
    {
        var before = Machine.Violations.Count;
        Machine.Irql = level;
        IrqlCheck.Verify(Machine, ddi, new ulong[MostParameters]);
        Machine.Irql = PASSIVE_LEVEL;
        var reported = Machine.Violations.Skip(before).ToArray();
        Assert.That(
            reported.Select(v => (v.Code, v.P1, v.P2)),
            Is.All.EqualTo((BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xE5UL, (ulong)level)));
        return reported.Length > 0;
    }

    // All arguments are 0: no wait follows, and the power state is not D0.
    private bool IsAllowed(string rule, KIRQL level)
    {
        var parts = rule.Split(", ");
        return IsWithin(parts.Length > 1 && Lowered(parts[1]) is { } range ? range : parts[0], level);
    }

    private string? Lowered(string condition)
    {
        var words = condition.Split(' ');
        return condition switch
        {
            _ when words[0] == "before" => Machine.Profile.Version < Enum.Parse<WindowsVersion>(words[1]) ? string.Join(' ', words[2..]) : null,
            _ when condition.StartsWith("not D0 ", StringComparison.Ordinal) => condition["not D0 ".Length..],
            _ => null,
        };
    }

    private bool IsWithin(string range, KIRQL level) => range switch
    {
        "any" => true,
        "PASSIVE_LEVEL" => level == PASSIVE_LEVEL,
        "<= APC_LEVEL" => level <= APC_LEVEL,
        "= APC_LEVEL" => level == APC_LEVEL,
        "<= DISPATCH_LEVEL" => level <= DISPATCH_LEVEL,
        "= DISPATCH_LEVEL" => level == DISPATCH_LEVEL,
        ">= DISPATCH_LEVEL" => level >= DISPATCH_LEVEL,
        "<= DIRQL" => level <= Machine.Profile.HighestDeviceIrql,
        _ => throw new ArgumentException(range, nameof(range)),
    };
}
