using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary><c>system-event</c>: what drivers are told of that registered for it.</summary>
internal static class SystemEventTable
{
    private const string PathForm = @"^\\[^\x00-\x1F]+$";

    /// <summary>The events.</summary>
    public static WordKind<SystemEvent> EventWord { get; } = new("an event of the system",
        new Word<SystemEvent>("process-create", SystemEvent.ProcessCreate, "A process is created. PsSetCreateProcessNotifyRoutine, …Ex."),
        new Word<SystemEvent>("process-exit", SystemEvent.ProcessExit, "A process exits. PsSetCreateProcessNotifyRoutine, …Ex."),
        new Word<SystemEvent>("thread-create", SystemEvent.ThreadCreate, "A thread of a process is created. PsSetCreateThreadNotifyRoutine."),
        new Word<SystemEvent>("thread-exit", SystemEvent.ThreadExit, "The thread that was created last ends. PsSetCreateThreadNotifyRoutine."),
        new Word<SystemEvent>("image-load", SystemEvent.ImageLoad, "An image is mapped. PsSetLoadImageNotifyRoutine."),
        new Word<SystemEvent>("interface-arrival", SystemEvent.InterfaceArrival, "GUID_DEVICE_INTERFACE_ARRIVAL. IoRegisterPlugPlayNotification."),
        new Word<SystemEvent>("interface-removal", SystemEvent.InterfaceRemoval, "GUID_DEVICE_INTERFACE_REMOVAL. IoRegisterPlugPlayNotification."),
        new Word<SystemEvent>("target-query-remove", SystemEvent.TargetQueryRemove, "GUID_TARGET_DEVICE_QUERY_REMOVE; a routine may refuse."),
        new Word<SystemEvent>("target-remove-cancelled", SystemEvent.TargetRemoveCancelled, "GUID_TARGET_DEVICE_REMOVE_CANCELLED."),
        new Word<SystemEvent>("target-remove-complete", SystemEvent.TargetRemoveComplete, "GUID_TARGET_DEVICE_REMOVE_COMPLETE."),
        new Word<SystemEvent>("profile-query-change", SystemEvent.ProfileQueryChange, "GUID_HWPROFILE_QUERY_CHANGE; a routine may refuse."),
        new Word<SystemEvent>("profile-change-cancelled", SystemEvent.ProfileChangeCancelled, "GUID_HWPROFILE_CHANGE_CANCELLED."),
        new Word<SystemEvent>("profile-change-complete", SystemEvent.ProfileChangeComplete, "GUID_HWPROFILE_CHANGE_COMPLETE."));

    private static readonly Key<SystemEvent> Event = new("event", EventWord, "What happens.", "process-create") { IsRequired = true };

    private static readonly Key<string> Process = new("process", Texts.ImageName,
        "Image name of the process. Needed for process-create and process-exit. Default: the workload's own; with image-load, a driver is loaded.",
        "notepad.exe");

    private static readonly Key<string> CommandLine = new("command-line", Texts.Sentence,
        "With process-create: the command line. Default: the image name.", "notepad.exe letter.txt");

    private static readonly Key<string> Image = new("image", Texts.Matching(@"a path such as \Windows\System32\x.dll", DiagnosticCodes.BadName,
        PathForm, @"is not a path: it starts with '\', such as \Windows\System32\x.dll", 260),
        "With image-load: the path of the image, which is needed.", @"\Windows\System32\kernel32.dll");

    private static readonly Key<Guid> Class = new("class", Guids.Kind,
        "With interface-arrival and interface-removal: the class of the interface, which is needed.", "6d5140c1-7436-11ce-8034-00aa006009fa");

    private static readonly Key<string> Link = new("link", Texts.DevicePath,
        "With interface-arrival and interface-removal: the symbolic link. Default: one made of the class.", @"\??\USB#Vid_1234");

    private static readonly (IKey Key, SystemEvent[] Events, bool IsNeeded)[] Uses =
    [
        (Process, [SystemEvent.ProcessCreate, SystemEvent.ProcessExit], true),
        (CommandLine, [SystemEvent.ProcessCreate], false),
        (Image, [SystemEvent.ImageLoad], true),
        (Class, [SystemEvent.InterfaceArrival, SystemEvent.InterfaceRemoval], true),
        (Link, [SystemEvent.InterfaceArrival, SystemEvent.InterfaceRemoval], false),
    ];

    private static readonly ObjectKind<Operation> Table = new()
    {
        Name = "system-event",
        Phrase = "'system-event'",
        Keys = [Event, Process, CommandLine, Image, Class, Link, OperationKeys.Status, OperationKeys.Name],
        Build = Make,
    };

    /// <summary>The entries.</summary>
    public static IReadOnlyList<OperationEntry> Entries { get; } =
    [
        new("system-event", "Something happens in the system that drivers can be told of: a process, a thread, an image, PnP.", Table,
            "system-event: { event: process-create, process: notepad.exe }",
            "system-event: { event: interface-arrival, class: 6d5140c1-7436-11ce-8034-00aa006009fa }"),
    ];

    private static SystemEventOperation Make(Fields fields)
    {
        SystemEvent kind = fields.Get(Event);
        foreach ((IKey key, SystemEvent[] events, bool isNeeded) in Uses)
        {
            CheckUse(fields, kind, key, events, isNeeded);
        }

        return new SystemEventOperation
        {
            Source = fields.Span,
            Name = fields.Reference(OperationKeys.Name),
            AllowedStatuses = fields.Get(OperationKeys.Status, []),
            Event = kind,
            Process = fields.Reference(Process),
            CommandLine = fields.Reference(CommandLine),
            Image = fields.Reference(Image),
            InterfaceClass = fields.Value(Class),
            Link = fields.Reference(Link),
        };
    }

    // A process may be said of threads and images too; the other keys belong to their events.
    private static void CheckUse(Fields fields, SystemEvent kind, IKey key, SystemEvent[] events, bool isNeeded)
    {
        bool isItsOwn = events.Contains(kind) || (key == Process && kind is SystemEvent.ThreadCreate or SystemEvent.ThreadExit or SystemEvent.ImageLoad);
        if (fields.Has(key) && !isItsOwn)
        {
            fields.Context.Report(DiagnosticCodes.IdleWord, fields.SpanOf(key),
                $"'{key.Name}' says nothing about this event; it belongs to {string.Join(" and ", events.Select(Text))}");
        }
        else if (isNeeded && events.Contains(kind) && !fields.Has(key))
        {
            fields.Context.Report(DiagnosticCodes.MissingKey, fields.Span, $"the key '{key.Name}' is missing; '{Text(kind)}' needs it, such as '{key.Name}: {key.Examples[0]}'");
        }
    }

    private static string Text(SystemEvent kind) => EventWord.Words.First(w => w.Value == kind).Text;
}
