using Verifier.Engine.Observation;
using Verifier.Kernel;

namespace Verifier.Tests.Engine.Interception;

/// <summary>An exception that a DDI raises is searched for a handler once: filters see the raising call as it was, then everything unwinds.</summary>
public sealed class FirstPassTests : LayerFixture
{
    [Test]
    public void Filter_of_a_driver_runs_while_the_raising_call_is_alive()
    {
        Intercept();
        Ddi? raising = null;
        var traced = false;
        try
        {
            Driver.ProbeForRead(Driver.At(Driver.Image.Data.Address), 8, 1);
        }
        catch (KernelException e) when (e.Status == NTSTATUS.STATUS_ACCESS_VIOLATION && Look())
        {
            Assert.That((raising?.Name, traced), Is.EqualTo(("ProbeForRead", true)));
        }

        Assert.That((Machine.CurrentDdi, Machine.KernelDepth), Is.EqualTo(((Ddi?)null, 0)), "unwound");

        bool Look()
        {
            raising = Machine.CurrentDdi;
            traced = Trace.Events[^1].Kind == TraceEventKind.Raise;
            return true;
        }
    }

    [Test]
    public void Raise_that_no_handler_catches_is_traced_once()
    {
        Intercept();
        Assert.That(() => Driver.ProbeForRead(Driver.At(Driver.Image.Data.Address), 8, 1), Throws.InstanceOf<KernelException>());
        Assert.That(Trace.Events.Count(e => e.Kind == TraceEventKind.Raise), Is.EqualTo(1));
    }
}
