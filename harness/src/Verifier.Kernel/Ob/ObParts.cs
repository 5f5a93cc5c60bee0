namespace Verifier.Kernel;

/// <summary>The parts of the machine that this room has.</summary>
internal static class ObParts
{
    extension(Machine machine)
    {
        /// <summary>Objects with a header, and the references that drivers hold.</summary>
        public ObjectTable Objects => machine.Part<ObjectTable>(MachinePart.Objects);

        public HandleTable Handles => machine.Part<HandleTable>(MachinePart.Handles);

        public NamedEvents NamedEvents => machine.Part<NamedEvents>(MachinePart.NamedEvents);
    }
}
