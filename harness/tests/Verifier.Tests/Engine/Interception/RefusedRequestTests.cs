using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Engine.Interception;

/// <summary>Requests that are refused for what they ask: no shortage, and nothing to inject.</summary>
public sealed class RefusedRequestTests : LayerFixture
{
    private const POOL_FLAGS TwoPools = POOL_FLAGS.POOL_FLAG_PAGED | POOL_FLAGS.POOL_FLAG_NON_PAGED;

    [TestCase(POOL_FLAGS.POOL_FLAG_PAGED, 0u)]
    [TestCase(TwoPools, 0x74736554u)]
    public void Call_that_the_pool_refuses_is_neither_a_shortage_nor_a_fault_point(POOL_FLAGS flags, uint tag)
    {
        Intercept(Rule(new FaultWhen { Probability = Rate.Of(1, 1) }, ddi: "ExAllocatePool2"));
        Assert.That(Driver.ExAllocatePool2(flags, 64, new PoolTag(tag)).IsNull);
        Assert.That((Layer.Shortages.Count, Layer.Interceptable, Layer.Failures.Injections.Count), Is.EqualTo((0L, 0L, 0)));
    }

    [Test]
    public void Call_that_finds_the_pool_empty_is_a_shortage()
    {
        Boot(SystemProfile.Find("windows-10-x64")!.With(new SystemLimits { NonPagedPoolBytes = 256 * 1024 }));
        Intercept();
        Assert.That(Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_NON_PAGED, 512 * 1024, Tag).IsNull);
        Assert.That(Layer.Shortages.Count, Is.EqualTo(1));
    }
}
