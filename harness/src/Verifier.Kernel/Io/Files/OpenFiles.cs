namespace Verifier.Kernel;

/// <summary>File objects: made when a device is opened, closed when the last reference goes.</summary>
internal sealed class OpenFiles(Machine machine)
{
    private static readonly PoolTag FileTag = "File";

    private readonly Dictionary<ulong, OpenFile> _files = [];
    private readonly List<OpenFile> _toClose = [];

    /// <summary>The open file with this FILE_OBJECT; null when there is none.</summary>
    public OpenFile? Find(ulong fileObject) => _files.GetValueOrDefault(fileObject);

    /// <summary>True if there is a file without references whose CLOSE is still to be sent.</summary>
    public bool HaveUnreferenced => _toClose.Count > 0;

    /// <summary>A file object for a device; null when the pool is exhausted.</summary>
    public OpenFile? Create(string name, ulong device, string rest)
    {
        var address = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, FileObject.Bytes, FileTag);
        var block = rest.Length == 0 ? 0 : machine.Pool.AllocateForKernel(POOL_TYPE.PagedPool, (ulong)(2 * rest.Length), FileTag);
        if (address == 0 || (rest.Length > 0 && block == 0))
        {
            machine.Io.FreeBlocks(address, block);
            return null;
        }

        var view = new FileObject(machine, address)
        {
            Type = IO_TYPE.IO_TYPE_FILE,
            Size = FileObject.Bytes,
            DeviceObject = new DeviceObject(machine, device),
        };
        machine.Dispatcher.Initialize(view.Event.Pointer, DispatcherType.NotificationEvent, DispatcherHeader.Bytes, 0);
        if (block != 0)
        {
            KernelText.Write(machine, view.FileName, block, rest);
        }

        var file = new OpenFile(address, device, name, block);
        _files.Add(address, file);
        machine.Io.Devices.CountOpen(device, 1);
        return file;
    }

    /// <summary>Gives a reference back; the last one sends IRP_MJ_CLOSE at the next chance.</summary>
    public void Dereference(OpenFile file)
    {
        if (--file.References == 0)
        {
            _toClose.Add(file);
        }
    }

    /// <summary>The next file whose last reference is gone; null when there is none.</summary>
    public OpenFile? TakeUnreferenced()
    {
        if (_toClose.Count == 0)
        {
            return null;
        }

        var file = _toClose[0];
        _toClose.RemoveAt(0);
        return file;
    }

    /// <summary>The file object is gone.</summary>
    public void Delete(OpenFile file)
    {
        file.IsGone = true;
        _files.Remove(file.Address);
        machine.Pool.FreeForKernel(file.Address);
        machine.Io.FreeBlocks(file.NameBlock);
        machine.Io.Devices.CountOpen(file.Device, -1);
    }

    public void Reset()
    {
        _files.Clear();
        _toClose.Clear();
    }
}
