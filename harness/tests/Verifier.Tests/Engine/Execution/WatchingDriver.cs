using Verifier.Kernel;

namespace Verifier.Tests.Engine.Execution;

/// <summary>A driver that has itself told of everything, and notes what it is told.</summary>
public sealed class WatchingDriver : DriverModel
{
    private const string Tag = "Watc";

    private Pointer _interfaces;
    private Pointer _profile;

    /// <inheritdoc/>
    public override string Name => "watching";

    /// <inheritdoc/>
    public override int DataBytes => 64;

    /// <summary>The class of interfaces that it watches.</summary>
    public static Guid Class { get; } = new("6d5140c1-7436-11ce-8034-00aa006009fa");

    /// <summary>What it was told, in its own words.</summary>
    public List<string> Told { get; } = [];

    /// <summary>Leaves this routine registered at unload.</summary>
    public string Forgets { get; init; } = string.Empty;

    /// <summary>What it writes into CreationStatus, and returns for questions.</summary>
    public NTSTATUS Answer { get; init; }

    /// <summary>The IRQL at which its process routine returns.</summary>
    public KIRQL ReturnsAt { get; init; }

    /// <summary>Takes memory each time it is told of a thread, and gives it back.</summary>
    public bool TakesMemory { get; init; }

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        driverObject.SetDriverUnload(_ => Undo());
        var @class = Data;
        @class.Write(0, Class);
        var status = PsSetCreateProcessNotifyRoutine(OnProcess, remove: false);
        status = status.IsSuccess ? PsSetCreateProcessNotifyRoutineEx(OnProcessEx, remove: false) : status;
        status = status.IsSuccess ? PsSetCreateThreadNotifyRoutine(OnThread) : status;
        status = status.IsSuccess ? PsSetLoadImageNotifyRoutine(OnImage) : status;
        if (status.IsSuccess)
        {
            status = IoRegisterPlugPlayNotification(
                IO_NOTIFICATION_EVENT_CATEGORY.EventCategoryDeviceInterfaceChange, 0, @class, driverObject, OnInterface, @class, out _interfaces);
        }

        if (status.IsSuccess)
        {
            status = IoRegisterPlugPlayNotification(
                IO_NOTIFICATION_EVENT_CATEGORY.EventCategoryHardwareProfileChange, 0, default, driverObject, OnProfile, default, out _profile);
        }

        if (status.IsError)
        {
            Undo();
        }

        return status;
    }

    private void Undo()
    {
        if (Forgets != "process")
        {
            PsSetCreateProcessNotifyRoutine(OnProcess, remove: true);
        }

        PsSetCreateProcessNotifyRoutineEx(OnProcessEx, remove: true);
        PsRemoveCreateThreadNotifyRoutine(OnThread);
        PsRemoveLoadImageNotifyRoutine(OnImage);
        if (!_interfaces.IsNull && Forgets != "interface")
        {
            IoUnregisterPlugPlayNotificationEx(_interfaces);
        }

        if (!_profile.IsNull)
        {
            IoUnregisterPlugPlayNotification(_profile);
        }
    }

    private void OnProcess(ulong parentId, ulong processId, bool create)
    {
        Told.Add($"process {processId} of {parentId}: {create}");
        if (ReturnsAt > KIRQL.PASSIVE_LEVEL)
        {
            KeRaiseIrql(ReturnsAt, out _);
        }
    }

    private void OnProcessEx(Pointer process, ulong processId, PsCreateNotifyInfo info)
    {
        if (info.IsNull)
        {
            Told.Add($"process {processId} is gone");
            return;
        }

        Told.Add($"{Text(info.ImageFileName)} '{Text(info.CommandLine)}' {Text(info.FileObject.FileName)} {info.Size:X} {info.CreatingProcess == info.ParentProcessId} {KeAreApcsDisabled()}");
        Assert.That(PsGetProcessId(process), Is.EqualTo(processId));
        info.CreationStatus = Answer;
    }

    private void OnThread(ulong processId, ulong threadId, bool create)
    {
        Told.Add($"thread {threadId:X} of {processId}: {create}");
        if (TakesMemory)
        {
            var taken = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, Tag);
            if (!taken.IsNull)
            {
                ExFreePoolWithTag(taken, Tag);
            }
        }
    }

    private void OnImage(UnicodeString name, ulong processId, ImageInfo info) =>
        Told.Add($"{Text(name)} in {processId}: {info.ImageSize > 0} {info.Properties:X} {(info.Properties == 3 ? info.ImageBase.Read<byte>(0) : 0)}");

    private NTSTATUS OnInterface(Pointer notification, Pointer context)
    {
        var link = new UnicodeString(notification.ReadPointer(0x28));
        Told.Add($"{notification.Read<Guid>(4)} {notification.Read<Guid>(0x14) == context.Read<Guid>(0)} {Text(link)} {notification.Read<ushort>(2):X}");
        return Answer;
    }

    private NTSTATUS OnProfile(Pointer notification, Pointer context)
    {
        Told.Add($"{notification.Read<Guid>(4)} {notification.Read<ushort>(0)} {notification.Read<ushort>(2):X}");
        return Answer;
    }

    private static string Text(UnicodeString text)
    {
        var characters = new char[text.Length / 2];
        for (var i = 0; i < characters.Length; i++)
        {
            characters[i] = (char)text.Buffer.Read<ushort>(2 * i);
        }

        return new string(characters);
    }
}
