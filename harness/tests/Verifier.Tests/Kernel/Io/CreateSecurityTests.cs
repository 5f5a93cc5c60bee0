using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>CREATE says with which rights a device is opened: Parameters.Create.SecurityContext.</summary>
public sealed class CreateSecurityTests : IoFixture
{
    private const uint ReadAndWrite = 0x0012_019F;
    private const uint ReadAttributes = 0x80;

    private readonly List<(uint Desired, uint Original, uint Granted, uint Remaining, uint Options)> _seen = [];
    private TestDriver _driver = null!;

    [SetUp]
    public void LoadDriver()
    {
        _seen.Clear();
        _driver = Load(new TestDriver().On(IRP_MJ.IRP_MJ_CREATE, Create));
    }

    [Test]
    public void Application_is_granted_what_it_asks_for()
    {
        Requests.Close(Open());
        Requests.Close(Open());
        Assert.That(_seen, Has.Count.EqualTo(2));
        Assert.That(_seen, Has.All.EqualTo((ReadAndWrite, ReadAndWrite, ReadAndWrite, 0U, 0x60U)));
    }

    [Test]
    public void IoGetDeviceObjectPointer_asks_for_what_its_caller_says()
    {
        Machine.Caller = _driver.Image;
        Assert.That(_driver.IoGetDeviceObjectPointer(TestDriver.DeviceName, 0x0012_0089, out var file, out _), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        _driver.ObDereferenceObject(file.Pointer);
        Assert.That(_seen.Single().Desired, Is.EqualTo(0x0012_0089U));
    }

    [Test]
    public void IoAttachDevice_opens_to_read_attributes()
    {
        Load(new UpperDriver());
        Assert.That(_seen.Single().Desired, Is.EqualTo(ReadAttributes));
    }

    [Test]
    public void Filter_hands_the_context_down_and_may_narrow_it()
    {
        UpperDriver upper = null!;
        upper = new UpperDriver().On(IRP_MJ.IRP_MJ_CREATE, (device, irp) =>
        {
            var state = upper.IoGetCurrentIrpStackLocation(irp).SecurityContext.AccessState;
            state.PreviouslyGrantedAccess = 0x0012_0089;
            return upper.Skip(device, irp);
        });
        Load(upper);
        _seen.Clear();
        Requests.Close(Open());
        Assert.That(_seen.Single().Granted, Is.EqualTo(0x0012_0089U));
        Assert.That(_seen.Single().Original, Is.EqualTo(ReadAndWrite));
    }

    [Test]
    public void Context_lies_on_the_stack_of_the_thread_that_opens_and_takes_nothing_for_good()
    {
        var before = Machine.Scheduler.Current.StackPointer;
        Requests.Close(Open());
        Assert.That(Machine.Scheduler.Current.StackPointer, Is.EqualTo(before));
    }

    private NTSTATUS Create(DeviceObject device, Irp irp)
    {
        var location = _driver.IoGetCurrentIrpStackLocation(irp);
        var context = location.SecurityContext;
        Assert.That(context.IsNull, Is.False);
        Assert.That(context.SecurityQos.IsNull, Is.True);
        Assert.That(context.AccessState.IsNull, Is.False);
        Assert.That(Machine.Scheduler.IsOnStack(context.Pointer.Address), Is.True);
        var state = context.AccessState;
        _seen.Add((
            context.DesiredAccess, state.OriginalDesiredAccess, state.PreviouslyGrantedAccess, state.RemainingDesiredAccess,
            context.FullCreateOptions));
        return _driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
    }

    private void Load(UpperDriver upper) =>
        Assert.That(Machine.Drivers.Load(upper), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), Machine.Stopped?.ToString());
}
