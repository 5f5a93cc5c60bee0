using System.Runtime.CompilerServices;
using Verifier.Engine.Execution;
using Verifier.Engine.Observation;
using Verifier.Kernel;
using Verifier.Tests.Kernel.Io;

namespace Verifier.Tests.Engine.Execution;

/// <summary>A stop by an exception that no frame caught shows where it was raised first, and the driver's frames from there.</summary>
public sealed class UncaughtStackTests : IoFixture
{
    private int _line;

    [Test]
    public void Touch_of_null_is_at_its_line() => AssertLine(_ => Touch(null!));

    [Test]
    public void Division_by_zero_is_at_its_line() => AssertLine(_ => Divide(0));

    [Test]
    public void Raise_of_a_kernel_routine_is_at_its_call() =>
        AssertLine(driver => driver.ExRaiseStatus(new NTSTATUS(0xC000_0000 | (uint)Here())));

    [Test]
    public void Exception_that_is_thrown_again_is_at_its_first_line() => AssertLine(_ =>
    {
        try
        {
            Divide(0);
        }
        catch (DivideByZeroException)
        {
            throw;
        }
    });

    private int Touch(string text) => Here() + text.Length;

    private int Divide(int by) => Here() / by;

    private int Here([CallerLineNumber] int line = 0) => _line = line;

    private void AssertLine(Action<TestDriver> work)
    {
        var observer = new RunObserver(Machine, new Trace(keepsEvents: false), () => 0);
        Machine.Observer = observer;
        var driver = new TestDriver();
        Load(driver.On(IRP_MJ.IRP_MJ_DEVICE_CONTROL, (_, _) =>
        {
            work(driver);
            return NTSTATUS.STATUS_SUCCESS;
        }));
        var file = Open();
        Assert.That(() => Requests.DeviceControl(file, Buffered, [], 0), Throws.InstanceOf<MachineStopped>());
        Assert.That(observer.Stop!.Stack.Frames[0].Line, Is.EqualTo(_line));
    }
}
