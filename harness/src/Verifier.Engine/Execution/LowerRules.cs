using System.Collections.Immutable;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Execution;

/// <summary>Translates a script's <c>below:</c> for the simulated device.</summary>
internal static class LowerRules
{
    public static IEnumerable<LowerRule> Of(Scenario scenario, ulong seed)
    {
        var data = new WorkloadData(seed);
        return scenario.Below.Select(rule => Of(rule, data)).ToList();
    }

    private static LowerRule Of(BelowRule rule, WorkloadData data) => new()
    {
        Major = (IRP_MJ?)rule.Major,
        Minor = rule.Minor,
        Code = rule.Code,
        Has = Of(rule.Has, data),
        Times = rule.Times,
        Status = new NTSTATUS(rule.Status?.Value ?? 0),
        Information = (ulong?)rule.Information,
        Puts = Of(rule.Puts, data),
        DelayTicks = rule.Delay?.Ticks ?? 0,
        StaysPending = rule.StaysPending,
    };

    private static ImmutableArray<LowerBytes> Of(ImmutableArray<BelowBytes> places, WorkloadData data) => [.. places.Select(p => new LowerBytes(
        new LowerPlace(Of(p.Buffer), (uint)p.At) { PointerAt = (uint?)p.PointerAt, MdlAt = (uint?)p.MdlAt },
        data.Bytes(p.Data).ToArray()))];

    private static LowerBuffer Of(BelowBuffer buffer) => buffer switch
    {
        BelowBuffer.SystemBuffer => LowerBuffer.System,
        BelowBuffer.UserBuffer => LowerBuffer.User,
        BelowBuffer.Mdl => LowerBuffer.Mdl,
        BelowBuffer.Type3 => LowerBuffer.Type3,
        _ => LowerBuffer.Argument1 + (buffer - BelowBuffer.Argument1),
    };
}
