import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Random values with their serialized form, one JSON object a line: java Encode.java SEED COUNT */
public class Encode {
  static Random chance;
  static final String[] TEXTS = {"", "a", "naïve", "名前", "😀", "line\nbreak", "nul\0inside", "x".repeat(300)};

  static class Account implements Serializable {
    private static final long serialVersionUID = 1;
    int visits;
    boolean isActive;
    Object content;
  }

  enum Role {
    ADMIN
  }

  record Shown(Object value, String json) {}

  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char unit : text.toCharArray()) {
      if (unit < ' ' || unit == '"' || unit == '\\') quoted.append(String.format("\\u%04x", (int) unit));
      else quoted.append(unit);
    }
    return quoted.append('"').toString();
  }

  static String typed(String type, String text) {
    return "{\"$type\":" + quoted(type) + ",\"value\":" + quoted(text) + "}";
  }

  static Shown scalar() {
    switch (chance.nextInt(14)) {
      case 0: return new Shown(null, "null");
      case 1: return new Shown(true, "true");
      case 2: { int n = chance.nextInt(); return new Shown(n, "" + n); }
      case 3: { long n = chance.nextInt() * 1000L; return new Shown(n, "" + n); }
      case 4: { long n = Long.MIN_VALUE + chance.nextInt(9); return new Shown(n, typed("int", "" + n)); }
      case 5: return new Shown(-1.25, "-1.25");
      case 6: return new Shown(Double.POSITIVE_INFINITY, "{\"$type\":\"float\",\"value\":\"Infinity\"}");
      case 7: return new Shown((short) -3, "-3");
      case 8: { BigInteger n = new BigInteger(300, chance).add(BigInteger.ONE.shiftLeft(60)).negate(); return new Shown(n, typed("int", "" + n)); }
      case 9: { BigDecimal n = new BigDecimal(chance.nextInt()).movePointLeft(3); return new Shown(n, typed("decimal", n.toPlainString())); }
      case 10: { UUID id = new UUID(chance.nextLong(), chance.nextLong()); return new Shown(id, "{\"$type\":\"uuid\",\"value\":" + quoted("" + id) + "}"); }
      case 11: return new Shown(new Date(1_700_000_000_123L), typed("time", "2023-11-14T22:13:20.123Z"));
      case 12: return new Shown(Instant.ofEpochSecond(1_700_000_000L, 5_000), typed("time", "2023-11-14T22:13:20.000005Z"));
      default: { String text = TEXTS[chance.nextInt(TEXTS.length)]; return new Shown(text, quoted(text)); }
    }
  }

  static Shown value(int depth) {
    if (depth == 0 || chance.nextInt(10) < 4) return scalar();
    List<Shown> items = new ArrayList<>();
    for (int left = 1 + chance.nextInt(4); left > 0; left--) items.add(value(depth - 1));
    StringBuilder json = new StringBuilder();
    switch (chance.nextInt(5)) {
      case 0: {
        ArrayList<Object> list = new ArrayList<>();
        for (Shown item : items) list.add(item.value());
        for (Shown item : items) json.append(json.isEmpty() ? "" : ",").append(item.json());
        return new Shown(list, "{\"$type\":\"ArrayList\",\"value\":[" + json + "]}");
      }
      case 1: {
        Object[] array = items.stream().map(Shown::value).toArray();
        for (Shown item : items) json.append(json.isEmpty() ? "" : ",").append(item.json());
        return new Shown(array, "[" + json + "]");
      }
      case 2: {
        Account account = new Account();
        account.visits = chance.nextInt();
        account.content = items.get(0).value();
        return new Shown(account, "{\"$type\":\"object\",\"class\":\"Encode$Account\",\"value\":{\"isActive\":false,\"visits\":" + account.visits + ",\"content\":" + items.get(0).json() + "}}");
      }
      case 3:
        return new Shown(new ArrayList<>(List.of(Role.ADMIN, Role.ADMIN, LocalDate.of(2026, 2, 3))),
            "{\"$type\":\"ArrayList\",\"value\":[" + typed("enum", "Encode$Role.ADMIN") + "," + typed("enum", "Encode$Role.ADMIN") + "," + typed("date", "2026-02-03") + "]}");
      default: {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int place = 0; place < items.size(); place++) {
          map.put("key " + place, items.get(place).value());
          json.append(json.isEmpty() ? "" : ",").append(quoted("key " + place)).append(':').append(items.get(place).json());
        }
        return new Shown(map, "{" + json + "}");
      }
    }
  }

  public static void main(String[] args) throws Exception {
    chance = new Random(Long.parseLong(args[0]));
    for (int left = Integer.parseInt(args[1]); left > 0; left--) {
      Shown shown = value(4);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(shown.value());
      }
      System.out.write(("{\"shown\":" + shown.json() + ",\"java\":\"" + HexFormat.of().formatHex(bytes.toByteArray()) + "\"}\n").getBytes("UTF-8"));
    }
    System.out.flush();
  }
}
