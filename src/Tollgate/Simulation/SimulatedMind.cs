using System.Text;

namespace Tollgate.Simulation;

/// <summary>Decides what a call is answered with, how long that takes and what it uses.</summary>
internal sealed class SimulatedMind(SimulationOptions options, TimeProvider time)
{
    /// <summary>How long a token is here.</summary>
    public const int CharactersPerToken = 4;

    private const int ChunkBytes = 4_096;
    private const int MostChunks = 100_000;
    private const string Opening = "[simulated] ";

    private static readonly string[] Sentences =
    [
        "The build is green and the change is small. ", "Two tests were missing and are written now. ",
        "I read the file and found the cause. ", "The next step is to look at the caller. ",
        "Nothing else depends on it. ", "Here is what I would change first. ",
    ];

    private readonly HashSet<int> _known = [];
    private readonly Random _random = new(options.Seed);
    private readonly Lock _gate = new();
    private long _calls;

    /// <summary>The answer to a request.</summary>
    public SimulatedCall Answer(SimulatedRequest request, ReadOnlySpan<byte> body)
    {
        lock (_gate)
        {
            var wanted = 20 + _random.Next(180);
            var tokens = request.Limit > 0 ? (int)Math.Min(request.Limit, wanted) : wanted;
            var prompt = Math.Max(1, body.Length / CharactersPerToken);
            var cached = Cached(body);
            _calls++;
            return new SimulatedCall
            {
                Dialect = request.Dialect,
                Id = $"{Prefix(request.Dialect)}{SimulatedCall.Label}{_calls}",
                Model = request.Model,
                IsStream = request.IsStream,
                TellsUsage = request.TellsUsage,
                Created = time.GetUtcNow().ToUnixTimeSeconds(),
                FreshTokens = prompt - cached,
                CachedTokens = cached,
                OutputTokens = tokens,
                IsCut = tokens < wanted,
                Text = Write(tokens),
            };
        }
    }

    /// <summary>How long the next call thinks before its first byte.</summary>
    public TimeSpan NextPause()
    {
        lock (_gate)
        {
            return TimeSpan.FromMilliseconds(options.FirstByteMilliseconds * (0.5 + (1.5 * _random.NextDouble())));
        }
    }

    private long Cached(ReadOnlySpan<byte> body)
    {
        if (_known.Count > MostChunks)
        {
            _known.Clear();
        }

        var hash = new HashCode();
        var known = 0;
        var isPrefix = true;
        for (var at = 0; at + ChunkBytes <= body.Length; at += ChunkBytes)
        {
            hash.AddBytes(body.Slice(at, ChunkBytes));
            isPrefix &= !_known.Add(hash.ToHashCode());
            known += isPrefix ? 1 : 0;
        }

        return known * (ChunkBytes / CharactersPerToken);
    }

    private string Write(int tokens)
    {
        var length = tokens * CharactersPerToken;
        var text = new StringBuilder(Opening, length + 64);
        while (text.Length < length)
        {
            text.Append(Sentences[_random.Next(Sentences.Length)]);
        }

        return text.ToString(0, length);
    }

    private static string Prefix(SimulatedDialect dialect) => dialect switch
    {
        SimulatedDialect.Chat => "chatcmpl-",
        SimulatedDialect.Responses => "resp_",
        SimulatedDialect.Messages => "msg_",
        _ => "",
    };
}
