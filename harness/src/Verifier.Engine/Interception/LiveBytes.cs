using Verifier.Engine.Planning;
using Verifier.Kernel;

namespace Verifier.Engine.Interception;

/// <summary>For <c>limit</c>: the bytes that the driver holds now of what the rule is about.</summary>
internal static class LiveBytes
{
    public static long Of(ref CallSite call, PlannedRule rule)
    {
        long sum = 0;
        foreach (var block in call.Machine.Pool.Census.LiveBlocks(call.Caller))
        {
            if (Matches(rule, block.Tag, block.Type.IsPaged()))
            {
                sum += (long)block.Bytes;
            }
        }

        return sum;
    }

    private static bool Matches(PlannedRule rule, PoolTag tag, bool isPaged)
    {
        var where = rule.Where;
        var pool = isPaged ? Scenarios.Model.PoolKind.Paged : Scenarios.Model.PoolKind.Nonpaged;
        return (where.Pool is not { } wanted || wanted == pool) && (where.Tags.IsEmpty || where.Tags.Any(g => tag.Matches(g.Pattern)));
    }
}
