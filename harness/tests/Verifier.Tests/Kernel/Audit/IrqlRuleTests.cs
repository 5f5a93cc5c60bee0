using Verifier.Kernel;
using static Verifier.Kernel.KIRQL;

namespace Verifier.Tests.Kernel.Audit;

/// <summary>The notation of IRQL rules in lists and messages.</summary>
public sealed class IrqlRuleTests
{
    private static readonly TestCaseData[] s_notations =
    [
        new(IrqlRule.Any, "any"),
        new(IrqlRule.AtMost(DEVICE_LEVEL_HIGHEST), "<= DIRQL"),
        new(IrqlRule.AtMost(PASSIVE_LEVEL), "PASSIVE_LEVEL"),
        new(IrqlRule.AtMost(APC_LEVEL), "<= APC_LEVEL"),
        new(IrqlRule.Dispatch, "<= DISPATCH_LEVEL"),
        new(new IrqlRule(APC_LEVEL, APC_LEVEL), "= APC_LEVEL"),
        new(new IrqlRule(DISPATCH_LEVEL, DISPATCH_LEVEL), "= DISPATCH_LEVEL"),
        new(new IrqlRule(DISPATCH_LEVEL, HIGH_LEVEL), ">= DISPATCH_LEVEL"),
        new(IrqlRule.Dispatch.Or(APC_LEVEL, IrqlCondition.Paged), "<= DISPATCH_LEVEL, paged <= APC_LEVEL"),
        new(IrqlRule.Dispatch.Or(APC_LEVEL, IrqlCondition.UserMode), "<= DISPATCH_LEVEL, user mode <= APC_LEVEL"),
        new(IrqlRule.Dispatch.Or(APC_LEVEL, IrqlCondition.Blocking), "<= DISPATCH_LEVEL, blocking <= APC_LEVEL"),
        new(IrqlRule.Dispatch.Or(APC_LEVEL, IrqlCondition.WaitFollows), "<= DISPATCH_LEVEL, Wait = TRUE <= APC_LEVEL"),
        new(IrqlRule.Dispatch.Or(APC_LEVEL, IrqlCondition.NotD0), "<= DISPATCH_LEVEL, not D0 <= APC_LEVEL"),
        new(IrqlRule.Dispatch.Or(PASSIVE_LEVEL, IrqlCondition.PageableDriver), "<= DISPATCH_LEVEL, pageable driver PASSIVE_LEVEL"),
        new(IrqlRule.Any.OrBefore(WindowsVersion.Windows8, PASSIVE_LEVEL), "any, before Windows8 PASSIVE_LEVEL"),
    ];

    [TestCaseSource(nameof(s_notations))]
    public void Rule_is_written_as_a_range_and_a_condition(IrqlRule rule, string text) => Assert.That(rule.ToString(), Is.EqualTo(text));

    [TestCase("windows-10-x64", 15, 12)]
    [TestCase("windows-xp-x86", 31, 26)]
    [TestCase("windows-2000-alpha", 7, 6)]
    public void Any_and_DIRQL_end_where_the_machine_does(string profile, byte high, byte device)
    {
        var machine = SystemProfile.Find(profile)!;
        Assert.That(((byte)machine.LevelOf(HIGH_LEVEL), (byte)machine.LevelOf(DEVICE_LEVEL_HIGHEST)), Is.EqualTo((high, device)));
        Assert.That(machine.LevelOf(APC_LEVEL), Is.EqualTo(APC_LEVEL));
    }
}
