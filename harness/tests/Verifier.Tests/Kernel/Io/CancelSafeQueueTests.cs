using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>IoCsq: insert, remove, cancellation between and during the steps.</summary>
public sealed class CancelSafeQueueTests : IoFixture
{
    private const int Csq = 0;
    private const int Lock = 0x80;
    private const int Head = 0x90;

    private TestDriver _driver = null!;
    private bool _refuses;
    private int _cancelled;

    [SetUp]
    public void LoadDriver()
    {
        (_refuses, _cancelled) = (false, 0);
        _driver = new TestDriver().On(IRP_MJ.IRP_MJ_READ, (_, irp) =>
        {
            var status = _driver.IoCsqInsertIrpEx(At(Csq), irp, default, default);
            return status.IsSuccess ? NTSTATUS.STATUS_PENDING : _driver.Complete(irp, status);
        }).On(IRP_MJ.IRP_MJ_FLUSH_BUFFERS, (_, irp) =>
        {
            var next = _driver.IoCsqRemoveNextIrp(At(Csq), default);
            if (!next.IsNull)
            {
                _driver.Complete(next, NTSTATUS.STATUS_SUCCESS);
            }

            return _driver.Complete(irp, next.IsNull ? NTSTATUS.STATUS_NO_MORE_ENTRIES : NTSTATUS.STATUS_SUCCESS);
        });
        _driver.Entry = d =>
        {
            _driver.KeInitializeSpinLock(At(Lock));
            _driver.InitializeListHead(At(Head));
            _driver.IoCsqInitializeEx(At(Csq), Insert, Remove, Peek, Acquire, Release, CompleteCancelled);
            return _driver.CreateDevice(d);
        };
        Load(_driver);
    }

    [Test]
    public void Inserted_irps_come_out_in_order()
    {
        var file = Open();
        var (first, second) = (Requests.Read(file, 1), Requests.Read(file, 1));
        Assert.That(Held(_driver).Count(k => k == ResourceKind.PendingIrp), Is.EqualTo(2));
        Requests.Flush(file);
        Assert.That((first.IsComplete, second.IsComplete), Is.EqualTo((true, false)));
        Requests.Flush(file);
        Assert.That(second.Status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Requests.Flush(file).Status, Is.EqualTo(NTSTATUS.STATUS_NO_MORE_ENTRIES));
        Assert.That(Machine.Scheduler.Current.StackPointer, Is.EqualTo(Machine.Scheduler.Current.Stack.End));
        AssertNoViolation();
    }

    [Test]
    public void Cancelled_irp_leaves_the_queue()
    {
        var file = Open();
        var (first, second) = (Requests.Read(file, 1), Requests.Read(file, 1));
        Assert.That(Requests.Cancel(first), Is.True);
        Assert.That(first.Status, Is.EqualTo(NTSTATUS.STATUS_CANCELLED));
        Requests.Flush(file);
        Assert.That(second.Status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_cancelled, Is.EqualTo(1));
        AssertNoViolation();
    }

    [Test]
    public void Irp_that_was_cancelled_before_its_insertion_is_completed_at_once()
    {
        _driver.Object.SetMajorFunction(IRP_MJ.IRP_MJ_READ, (_, irp) =>
        {
            _driver.IoCancelIrp(irp);
            _driver.IoCsqInsertIrpEx(At(Csq), irp, default, default);
            return NTSTATUS.STATUS_PENDING;
        });
        Assert.That(Requests.Read(Open(), 1).Status, Is.EqualTo(NTSTATUS.STATUS_CANCELLED));
        AssertNoViolation();
    }

    [Test]
    public void Refused_irp_is_neither_queued_nor_pending()
    {
        _refuses = true;
        Assert.That(Requests.Read(Open(), 1).Status, Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        AssertNoViolation();
    }

    [Test]
    public void Context_removes_its_irp_once()
    {
        var removed = new List<bool>();
        _driver.Object.SetMajorFunction(IRP_MJ.IRP_MJ_READ, (_, irp) =>
        {
            _driver.IoCsqInsertIrp(At(Csq), irp, At(0xA0));
            return NTSTATUS.STATUS_PENDING;
        });
        _driver.Object.SetMajorFunction(IRP_MJ.IRP_MJ_FLUSH_BUFFERS, (_, irp) =>
        {
            var found = _driver.IoCsqRemoveIrp(At(Csq), At(0xA0));
            removed.Add(!found.IsNull);
            if (!found.IsNull)
            {
                _driver.Complete(found, NTSTATUS.STATUS_SUCCESS);
            }

            return _driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
        });
        var file = Open();
        var read = Requests.Read(file, 1);
        Requests.Flush(file);
        Requests.Flush(file);
        Assert.That(removed, Is.EqualTo(new[] { true, false }));
        Assert.That(read.IsComplete);
        AssertNoViolation();
    }

    private Pointer At(int offset) => _driver.Globals + offset;

    private NTSTATUS Insert(Pointer csq, Irp irp, Pointer context)
    {
        if (_refuses)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        _driver.InsertTailList(At(Head), irp.ListEntry);
        return NTSTATUS.STATUS_SUCCESS;
    }

    private void Remove(Pointer csq, Irp irp) => _driver.RemoveEntryList(irp.ListEntry);

    private Irp Peek(Pointer csq, Irp irp, Pointer context)
    {
        var next = irp.IsNull ? At(Head).ReadPointer() : irp.ListEntry.ReadPointer();
        return next == At(Head) ? default : _driver.IrpFromListEntry(next);
    }

    private void Acquire(Pointer csq, out KIRQL irql) => _driver.KeAcquireSpinLock(At(Lock), out irql);

    private void Release(Pointer csq, KIRQL irql) => _driver.KeReleaseSpinLock(At(Lock), irql);

    private void CompleteCancelled(Pointer csq, Irp irp)
    {
        _cancelled++;
        _driver.Complete(irp, NTSTATUS.STATUS_CANCELLED);
    }
}
