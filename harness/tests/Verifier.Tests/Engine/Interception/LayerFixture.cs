using System.Collections.Immutable;
using Verifier.Engine.Interception;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;
using Verifier.Tests.Kernel;

namespace Verifier.Tests.Engine.Interception;

/// <summary>A driver whose imports go through an interception layer with the rules of the test.</summary>
public abstract class LayerFixture : KernelFixture
{
    /// <summary>The tag of the test's own blocks.</summary>
    protected const string Tag = "Test";

    internal InterceptionLayer Layer { get; private set; } = null!;

    internal Trace Trace { get; private set; } = null!;

    /// <summary>Puts a layer with these rules into the driver's import table.</summary>
    internal void Intercept(params PlannedRule[] rules)
    {
        Trace = new Trace(keepsEvents: true);
        Layer = new InterceptionLayer(Machine, new FaultRules([.. rules], seed: 1), Trace);
        Driver.Image.Thunk = Layer;
    }

    /// <summary>A rule of a script about a DDI, a family or a glob.</summary>
    protected static PlannedRule Rule(FaultWhen when, FaultWhere? where = null, string ddi = "ExAllocatePoolWithTag", int index = 0) => new()
    {
        Index = index,
        Name = "test",
        Origin = RuleOrigin.Script,
        Targets = [DdiCatalogue.Find(ddi)!],
        When = when,
        Where = where ?? FaultWhere.Anywhere,
    };

    /// <summary>Makes calls and says which of them failed, 1-based.</summary>
    protected ImmutableArray<int> FailedOf(int calls, ulong bytes = 64, POOL_TYPE type = POOL_TYPE.NonPagedPool, string tag = Tag)
    {
        var failed = ImmutableArray.CreateBuilder<int>();
        for (var i = 1; i <= calls; i++)
        {
            if (Driver.ExAllocatePoolWithTag(type, bytes, tag).IsNull)
            {
                failed.Add(i);
            }
        }

        return failed.ToImmutable();
    }
}
